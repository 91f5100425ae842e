/**
 * What the door refuses of a command because the directory says otherwise, with 409, `code` and `source` as the rules
 * refuse: the core knows neither who is whose guardian nor which school belongs to whom. Their words: `problem` of the
 * translations.
 */
export const DOOR_REFUSALS = [
  /** A correction would take the case to a school of another education provider. */
  'other-provider',
  /** Somebody answers as learner who is not the learner, or as guardian whom the directory does not name as one. */
  'not-in-this-role',
  /** A close person neither gives nor refuses nor withdraws a consent. */
  'close-person-without-say',
] as const;
export type DoorRefusal = (typeof DOOR_REFUSALS)[number];
