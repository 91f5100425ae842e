import type { Request } from 'express';

/** The fields of a form as they were sent. */
export type Body = Readonly<Record<string, unknown>>;

/** The fields of a request whose body was read; none when there was none. */
export function bodyOf(req: Request): Body {
  const given: unknown = req.body;
  return typeof given === 'object' && given !== null ? { ...given } : {};
}

/** A field as text; empty when it is missing or there twice. */
export function read(body: Body, name: string): string {
  const value = body[name];
  return typeof value === 'string' ? value : '';
}
