import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { Target } from './entries.js';

/** Goes to where an entry leads, or does what it does. */
export function useGo(): (target: Target) => void {
  const navigate = useNavigate();
  return useCallback(
    (target) => {
      switch (target.kind) {
        case 'command':
          return target.run();
        case 'page':
          return void navigate({ to: target.to });
        case 'alert':
          return void navigate({ to: '/alarms', search: { alert: target.alertId } });
        case 'asset':
          return void navigate({ to: '/assets/$assetId', params: { assetId: target.assetId } });
        case 'tag':
          return void navigate({
            to: '/assets/$assetId/tags/$tag',
            params: { assetId: target.assetId, tag: target.tag },
          });
        case 'version':
          return void navigate({ to: '/models/$version', params: { version: target.version } });
        case 'person':
          return void navigate({
            to: target.isSuperAdmin ? '/platform/people' : '/people',
            search: { find: target.email },
          });
        case 'organization':
          return void navigate({ to: '/platform', search: { find: target.name } });
      }
    },
    [navigate],
  );
}
