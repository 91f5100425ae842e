/**
 * The behaviour of `decide`, `evolve` and `wake`. Raised with every change of behaviour; the old behaviour stays,
 * switched by `state.core`, for as long as a recorded history of it is in `test/histories/`.
 *
 * 1  2026-11  the first road: concern, discussion, group, meetings, closing, outside acts, hand-over
 * 2  2026-11  every branch of the process: consent of several people, telling, expectations of the other side, turns,
 *             transfers, report, clocks in people's hands; no open case without a live duty, whatever ends the last; a
 *             hand-over when a responsible person's own membership ends
 * 3  2026-11  a clock keeps what was promised: urgency and corrections never stretch a limit, a resumed remainder and a
 *             day people agreed on stay; a guardian decides with a learner who cannot alone; a joint contact outlives
 *             closing; of violence each guardian is told, and may be left untold because of what was reported
 */
export const CURRENT_CORE = 3;
