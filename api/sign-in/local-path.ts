/** Where somebody goes who was on the way nowhere. */
const HOME = '/';
/** Longer than any address of ours. */
const LONGEST = 500;

/**
 * A path of our own pages, or the first page when it is anything else: another origin in whatever disguise
 * (`//evil`, `/\evil`, `https:evil`), an address of the API, or the sign-in itself.
 */
export function localPath(to: unknown, publicUrl: string): string {
  if (typeof to !== 'string' || to.length > LONGEST || !/^\/(?![/\\])[\x21-\x7E]*$/.test(to)) return HOME;
  const url = URL.canParse(to, publicUrl) ? new URL(to, publicUrl) : null;
  if (url === null || url.origin !== new URL(publicUrl).origin) return HOME;
  if (/^\/(api|auth|health|kirjaudu)(\/|$)/.test(url.pathname) || url.pathname.startsWith('//')) return HOME;
  return `${url.pathname}${url.search}`;
}
