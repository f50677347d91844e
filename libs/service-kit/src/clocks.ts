/**
 * For every duration: what becomes of the wall clock does not move it. Milliseconds since this
 * process began.
 */
export const monotonicNow = (): number => performance.now();

/**
 * What the wall clock showed when this process began, gone on steadily since: the wall clock may
 * have been stepped meanwhile.
 */
export const steadyWallNow = (): number => Math.floor(performance.timeOrigin + performance.now());

/**
 * The wall clock as far as it is believed: never behind what it showed when this process began,
 * gone on since. A clock that is set back under a running process makes nothing that happens now
 * lie in the future; one that is put right goes forward at once.
 */
export const believedNow = (): number => Math.max(Date.now(), steadyWallNow());
