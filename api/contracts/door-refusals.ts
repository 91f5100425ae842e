/**
 * What the door refuses by itself with 409, `code` and `source` as the rules refuse: of a command because the directory
 * says otherwise (the core knows neither who is whose guardian nor which school belongs to whom), and of an
 * administrator because somebody was faster. Their words: `problem` of the translations.
 */
export const DOOR_REFUSALS = [
  /** A correction would take the case to a school of another education provider. */
  'other-provider',
  /** Somebody answers as learner who is not the learner, or as guardian whom the directory does not name as one. */
  'not-in-this-role',
  /** A close person neither gives nor refuses nor withdraws a consent. */
  'close-person-without-say',
  /** Another revision than the one that was read holds by now: it is read again before it is replaced. */
  'changed-since',
] as const;
export type DoorRefusal = (typeof DOOR_REFUSALS)[number];
