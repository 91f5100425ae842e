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
 * 4  2026-11  who owes one thing does that and no other; no telling, cause or guidance is left at closing without a word;
 *             the discussion of OHL 15 § is with a psychologist or a school social worker; a school that joins tells the
 *             guardians; the report says of each meeting how it was handled, and what it lacks outlives closing; a
 *             consent the learner took back stays so
 * 5  2026-11  who took a consent back has said no until they answer anew; a guardian whose custody ended has no part; an answer
 *             is that of who gives it; a meeting that has begun is recorded, not cancelled; a closed case that goes on owes
 *             what closing left, and its consents end in time; a report that is owed is not voided away; telling begins
 *             again with a prohibition that was lifted; a date is not corrected past what it led to
 * 6  2026-11  a school that joins an absence case finds out its causes, whoever brought it; who voids for the wrong
 *             learner says how it goes on, and who voids a case opened twice sees what is owed in it; a clock that goes
 *             on ends on a day that may be a last day, and says when that day is not sure yet
 * 7  2026-11  each owes their own report; an agreed time, an agreed action, a word by hand outlive the case or end with a word;
 *             items of a consent are each person's own; what a mistake of the directory took away comes back; what is given
 *             by an itemised consent names the consent, which stood on that day (decision 0060)
 * 8  2026-11  who made a report with somebody else has made it, also when they are named afterwards and owe nothing; who is
 *             released by a case made void, of an action or an offer, hears so
 * 9  2026-11  whom a meeting named to follow an agreed action up says that it is done; what was given by a consent about
 *             somebody from outside while it stood is recorded after a birthday, its last day or another question; word of a
 *             meeting goes out at once where office hours come on its very day, or after it
 * 10 2026-11  a contact to social services without consent owes its ground until somebody says it
 */
export const CURRENT_CORE = 10;
