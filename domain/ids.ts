/** Opaque identifiers. None of them says anything about a person; names and contact data live in PostgreSQL only. */
declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

export type CaseId = Id<'Case'>;
export type PersonId = Id<'Person'>;
export type UnitId = Id<'Unit'>;
export type CommandId = Id<'Command'>;
export type TextId = Id<'Text'>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for a lower-case UUID in its canonical form. */
export function isUuid(value: string): boolean {
  return UUID.test(value);
}

/** Brands a value that is known to be an id of this kind (from a contract, a row or an event). Checks the form only. */
export function asId<T extends CaseId | PersonId | UnitId | CommandId | TextId>(value: string): T {
  if (!isUuid(value)) throw new TypeError('not an id');
  return value as T;
}
