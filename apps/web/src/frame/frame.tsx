import { Outlet, useMatches } from '@tanstack/react-router';
import { type ReactElement, useCallback } from 'react';
import { useDensity, usePreference, useTheme } from '../preferences/index.js';
import { sessionOf, useSession, useSessionState } from '../session/index.js';
import { classNames } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { Banners } from './banners.js';
import { isFor } from './feature.js';
import { useGoKeys } from './go-keys.js';
import { Navigation } from './navigation.js';
import { NoRight } from './no-right.js';
import { OrganizationScope } from './organization-scope.js';
import { OfferFilters } from './offer-filters.js';
import { PhoneNavigation } from './phone-navigation.js';
import { PrintFoot } from './print-foot.js';
import { SignInAgain } from './sign-in-again.js';
import { StorageNotice } from './storage-notice.js';
import { TopBar } from './top-bar.js';
import { TourOffer } from '../tour/index.js';
import { VisitOver } from './visit-over.js';

/** Nothing is shown between the end of a sign-in and the sign-in page. */
export function Frame(): ReactElement | null {
  const session = sessionOf(useSessionState());
  // Nothing that one person typed is on the page of another.
  return session === null ? null : <SignedInFrame key={session.user.id} />;
}

/** Everything around a page: banners, top bar, navigation. */
function SignedInFrame(): ReactElement {
  const { t } = useTexts();
  const { role } = useSession();
  const [folded, setFolded] = usePreference('navigation', ['open', 'folded'], 'open');
  const fold = useCallback(() => setFolded(folded === 'folded' ? 'open' : 'folded'), [folded, setFolded]);
  useTheme(role === 'OPERATOR');
  useDensity();
  useGoKeys(fold);
  return (
    <OrganizationScope>
      <a className="skip" href="#page">
        {t('frame.skip')}
      </a>
      <div className={classNames('shell', folded === 'folded' && 'folded')}>
        <div className="banners">
          <Banners />
        </div>
        <TopBar />
        <Navigation isFolded={folded === 'folded'} onFold={fold} />
        <main className="main" id="page" tabIndex={-1}>
          <AllowedPage />
        </main>
        <PhoneNavigation />
        <PrintFoot />
      </div>
      <SignInAgain />
      <OfferFilters />
      <StorageNotice />
      <TourOffer />
      <VisitOver />
    </OrganizationScope>
  );
}

function AllowedPage(): ReactElement {
  const session = useSession();
  const audience = useMatches({
    select: (matches) =>
      matches.map(({ staticData }) => staticData.audience).findLast((each) => each !== undefined),
  });
  if (audience !== undefined && audience !== 'everybody' && !isFor(audience, session)) {
    return <NoRight audience={audience} />;
  }
  return <Outlet />;
}
