/** A browser's part in signing in: cookies by host, redirects by hand. */
export class Traveller {
  private readonly jars = new Map<string, Map<string, string>>();

  /** The cookies for an address, as a browser sends them. */
  cookiesFor(address: string): string {
    const jar = this.jars.get(new URL(address).host) ?? new Map<string, string>();
    return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async visit(address: string, form?: Record<string, string>): Promise<Response> {
    const headers = { cookie: this.cookiesFor(address), accept: 'text/html' };
    const sent = form ? { method: 'POST', body: new URLSearchParams(form) } : {};
    const got = await fetch(address, { ...sent, headers, redirect: 'manual' });
    const { host } = new URL(address);
    const jar = this.jars.get(host) ?? new Map<string, string>();
    this.jars.set(host, jar);
    for (const line of got.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /;\s*max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return got;
  }

  /** Where an answer leads; throws when it leads nowhere. */
  async follow(address: string, form?: Record<string, string>): Promise<string> {
    const got = await this.visit(address, form);
    const location = got.headers.get('location');
    if (location === null) throw new Error(`${new URL(address).pathname} led nowhere: ${got.status}`);
    await got.body?.cancel();
    return new URL(location, address).href;
  }

  /** The provider's answer for a person: the address at which Rinnalla waits for it, not yet visited. */
  async answerFor(url: string, personId: string, to = '/'): Promise<string> {
    const provider = await this.follow(`${url}/auth/sign-in?${new URLSearchParams({ to })}`);
    const people = await this.follow(provider);
    const resume = await this.follow(people, { account: personId });
    return this.follow(resume);
  }
}

/** Signs a sample person in by the real flow, five requests, and gives the session's cookie. */
export async function signInAt(url: string, personId: string): Promise<string> {
  const traveller = new Traveller();
  const answer = await traveller.answerFor(url, personId);
  const got = await traveller.visit(answer);
  const cookie = got.headers
    .getSetCookie()
    .find((line) => line.includes('rinnalla_session='))
    ?.split(';')[0];
  if (got.status !== 302 || cookie === undefined) throw new Error(`nobody could sign in: ${got.status}`);
  await got.body?.cancel();
  return cookie;
}

/** Where an address leads, or the status and the code of the page that says why it leads nowhere. */
export async function outcomeOf(traveller: Traveller, address: string): Promise<string> {
  const got = await traveller.visit(address);
  const location = got.headers.get('location');
  if (location !== null) return location;
  const code = / ([a-z-]+)<\/p>/.exec((await got.text()).replaceAll(/\s+/g, ' '))?.[1] ?? '';
  return `${got.status} ${code}`;
}
