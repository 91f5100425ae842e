// White space; signs that only steer how others are shown (joiners, marks of direction, soft hyphens, byte order marks);
// and four that are drawn as nothing: the fillers of Hangul are ignorable, the empty pattern of Braille is not.
const UNSEEN = /[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Whether a reader would see nothing at all: such a text says as much as none. */
export function isBlank(value: string): boolean {
  return value.replaceAll(UNSEEN, '') === '';
}

/** A text as it is, or an empty one when there is nothing to see in it. Signs beside letters stay: emoji need them. */
export function emptyIfBlank(value: string): string {
  return isBlank(value) ? '' : value;
}
