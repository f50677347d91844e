import type { ReactElement, ReactNode } from 'react';

/** Outlines on a grid of 16; drawn in the colour of the text beside them. */
const OUTLINES = {
  arrowDown: (
    <>
      <path d="M8 3v10M4 9l4 4 4-4" />
    </>
  ),
  arrowUp: (
    <>
      <path d="M8 13V3M4 7l4-4 4 4" />
    </>
  ),
  bars: (
    <>
      <path d="M3 13V8.5M6.4 13V3M9.7 13V6.5M13 13v-3" />
    </>
  ),
  bell: (
    <>
      <path d="M4 7a4 4 0 0 1 8 0c0 3 1.2 4 1.2 4H2.8S4 10 4 7Z" />
      <path d="M6.6 13.3a1.5 1.5 0 0 0 2.8 0" />
    </>
  ),
  building: (
    <>
      <path d="M3.5 13.5v-11h6v11M9.5 6.5h3v7M2 13.5h12M5.5 5h2M5.5 7.5h2M5.5 10h2" />
    </>
  ),
  calendar: (
    <>
      <rect x="2.5" y="3.5" width="11" height="10" rx="1.5" />
      <path d="M2.5 6.8h11M5.5 2v2.5M10.5 2v2.5" />
    </>
  ),
  chatter: (
    <>
      <path d="M1.8 10.5h2v-5h2.4v5h2.4v-5H11v5h3.2" />
    </>
  ),
  check: (
    <>
      <path d="m3.2 8.4 3.1 3.1 6.5-7" />
    </>
  ),
  chevronDown: (
    <>
      <path d="m3.5 6 4.5 4.5L12.5 6" />
    </>
  ),
  chevronLeft: (
    <>
      <path d="M10 3.5 5.5 8l4.5 4.5" />
    </>
  ),
  chevronRight: (
    <>
      <path d="m6 3.5 4.5 4.5L6 12.5" />
    </>
  ),
  chevronUp: (
    <>
      <path d="M3.5 10 8 5.5l4.5 4.5" />
    </>
  ),
  clock: (
    <>
      <circle cx="8" cy="8" r="5.7" />
      <path d="M8 4.8V8l2.3 1.4" />
    </>
  ),
  close: (
    <>
      <path d="m4 4 8 8M12 4l-8 8" />
    </>
  ),
  cube: (
    <>
      <path d="M8 1.8 13.4 5v6L8 14.2 2.6 11V5z" />
      <path d="M2.8 5.1 8 8l5.2-2.9M8 8v6" />
    </>
  ),
  database: (
    <>
      <ellipse cx="8" cy="4" rx="5" ry="1.9" />
      <path d="M3 4v8c0 1 2.2 1.9 5 1.9s5-.9 5-1.9V4M3 8c0 1 2.2 1.9 5 1.9S13 9 13 8" />
    </>
  ),
  document: (
    <>
      <path d="M4 2.5h6.2L13 5.2v8.3H4z" />
      <path d="M6.2 7h4.4M6.2 9.8h4.4" />
    </>
  ),
  export: (
    <>
      <path d="M8 2.5v7.2M5.2 5.2 8 2.5l2.8 2.7M2.8 9.5v4h10.4v-4" />
    </>
  ),
  filter: (
    <>
      <path d="M2.5 4h11M4.5 8h7M6.5 12h3" />
    </>
  ),
  flag: (
    <>
      <path d="M4 14V2.5M4 3h8.5L10.2 6l2.3 3H4" />
    </>
  ),
  flask: (
    <>
      <path d="M6.3 2.5h3.4M7 2.5v4L3.3 12.6a.9.9 0 0 0 .8 1.4h7.8a.9.9 0 0 0 .8-1.4L9 6.5v-4" />
    </>
  ),
  gear: (
    <>
      <circle cx="8" cy="8" r="2.1" />
      <path d="M8 1.8v1.7M8 12.5v1.7M1.8 8h1.7M12.5 8h1.7M3.6 3.6l1.2 1.2M11.2 11.2l1.2 1.2M3.6 12.4l1.2-1.2M11.2 4.8l1.2-1.2" />
    </>
  ),
  grid: (
    <>
      <rect x="2.5" y="2.5" width="4.5" height="4.5" rx="1" />
      <rect x="9" y="2.5" width="4.5" height="4.5" rx="1" />
      <rect x="2.5" y="9" width="4.5" height="4.5" rx="1" />
      <rect x="9" y="9" width="4.5" height="4.5" rx="1" />
    </>
  ),
  history: (
    <>
      <path d="M2.5 8a5.5 5.5 0 1 0 1.8-4.1" />
      <path d="M2.4 2.6v2.6H5M8 5v3.2l2.2 1.3" />
    </>
  ),
  hourglass: (
    <>
      <path d="M4.5 2.5h7M4.5 13.5h7M5.2 2.5c0 3.2 5.6 3.6 5.6 5.5s-5.6 2.3-5.6 5.5M10.8 2.5c0 3.2-5.6 3.6-5.6 5.5s5.6 2.3 5.6 5.5" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="5.7" />
      <path d="M8 7.3v3.6" />
      <circle cx="8" cy="5.1" r=".3" />
    </>
  ),
  live: (
    <>
      <circle cx="8" cy="8" r="2" />
      <path d="M4.5 11.5a5 5 0 0 1 0-7M11.5 4.5a5 5 0 0 1 0 7" />
    </>
  ),
  minus: (
    <>
      <path d="M3 8h10" />
    </>
  ),
  more: (
    <>
      <circle cx="3.5" cy="8" r=".6" />
      <circle cx="8" cy="8" r=".6" />
      <circle cx="12.5" cy="8" r=".6" />
    </>
  ),
  note: (
    <>
      <path d="M3 2.5h10v8l-3 3H3z" />
      <path d="M10 13.5v-3h3M5.3 5.5h5.4M5.3 8h3.4" />
    </>
  ),
  pause: (
    <>
      <circle cx="8" cy="8" r="5.7" />
      <path d="M6.4 5.8v4.4M9.6 5.8v4.4" />
    </>
  ),
  people: (
    <>
      <circle cx="6" cy="5.4" r="2.4" />
      <path d="M1.8 13c.3-2.6 2-4 4.2-4s3.9 1.4 4.2 4M10.4 3.3a2.3 2.3 0 0 1 0 4.3M12 9.4c1.4.6 2.1 1.9 2.3 3.6" />
    </>
  ),
  plug: (
    <>
      <path d="M5.5 2.5v3M10.5 2.5v3M4 5.5h8V8a4 4 0 0 1-8 0zM8 12v2" />
    </>
  ),
  plus: (
    <>
      <path d="M8 3v10M3 8h10" />
    </>
  ),
  print: (
    <>
      <path d="M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z" />
    </>
  ),
  pulse: (
    <>
      <path d="M1.8 8.5h3l1.7-4.5 3 8 1.7-3.5h3" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.2" />
      <path d="m10.2 10.2 3.3 3.3" />
    </>
  ),
  sliders: (
    <>
      <path d="M2.5 4.5h6M12 4.5h1.5M2.5 11.5H4M7.5 11.5h6" />
      <circle cx="10.2" cy="4.5" r="1.7" />
      <circle cx="5.7" cy="11.5" r="1.7" />
    </>
  ),
  sort: (
    <>
      <path d="M5 3v10M2.5 10.5 5 13l2.5-2.5M11 13V3M8.5 5.5 11 3l2.5 2.5" />
    </>
  ),
  sound: (
    <>
      <path d="M2.5 6.2v3.6h2.4L8.5 13V3L4.9 6.2z" />
      <path d="M10.8 5.9a3 3 0 0 1 0 4.2M12.6 4.2a5.4 5.4 0 0 1 0 7.6" />
    </>
  ),
  trend: (
    <>
      <path d="M2.5 12.5 6 8.2l2.6 2.3 4.9-6.5" />
      <path d="M10.3 3.8h3.3v3.3" />
    </>
  ),
  undo: (
    <>
      <path d="M5.5 3 2.8 5.7l2.7 2.7M3 5.7h6.3a3.8 3.8 0 0 1 0 7.6H6.5" />
    </>
  ),
  user: (
    <>
      <circle cx="8" cy="5.6" r="2.6" />
      <path d="M3 13.5c.4-2.8 2.3-4.3 5-4.3s4.6 1.5 5 4.3" />
    </>
  ),
  warning: (
    <>
      <path d="M8 2.6 14 13H2z" />
      <path d="M8 6.6v3.2" />
      <circle cx="8" cy="11.4" r=".3" />
    </>
  ),
  wrench: (
    <>
      <path d="M13.4 4.4a3.4 3.4 0 0 1-4.6 4.1L4.9 12.6a1.3 1.3 0 0 1-1.9-1.8l4-4A3.4 3.4 0 0 1 11.4 2.4L9.6 4.3l.4 1.7 1.7.3z" />
    </>
  ),
} as const satisfies Readonly<Record<string, ReactNode>>;

export type IconName = keyof typeof OUTLINES;

interface IconProps {
  readonly name: IconName;
  readonly size?: 'small' | 'regular';
}

/** A picture beside a word, never in its place: hidden from screen readers. */
export function Icon({ name, size = 'regular' }: IconProps): ReactElement {
  return (
    <svg className={size === 'small' ? 'i s' : 'i'} viewBox="0 0 16 16" aria-hidden="true">
      {OUTLINES[name]}
    </svg>
  );
}
