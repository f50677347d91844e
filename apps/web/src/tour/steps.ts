/** What the tour shows, in its order, and where it is on the page. */
export const TOUR_STEPS = [
  { name: 'counts', place: '.annunciator' },
  { name: 'list', place: '.alarm-list' },
  { name: 'prediction', place: '.alarms .seg' },
  { name: 'acknowledge', place: '.firstline' },
  { name: 'freshness', place: '.topbar > .chip' },
  { name: 'commands', place: '.commands' },
] as const;

export type TourStep = (typeof TOUR_STEPS)[number];

/** What a key does in the tour; null: nothing. */
export function tourMoveOf(key: string): 'next' | 'back' | 'leave' | null {
  switch (key) {
    case 'ArrowRight':
      return 'next';
    case 'ArrowLeft':
      return 'back';
    case 'Escape':
      return 'leave';
    default:
      return null;
  }
}
