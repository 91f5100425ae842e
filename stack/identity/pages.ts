import { readFileSync } from 'node:fs';
import { PAGE_LANGUAGES, type PageLanguage } from '../../policies/page-texts.js';
import { signInTexts, type SignInTexts } from '../../policies/sign-in-texts.js';
import { samplePeople, type SamplePerson } from '../sample-people.js';

/** The style of the product's own plain pages, and what only this one needs. */
export const STYLE = `${readFileSync(new URL('../../api/pages/page.css', import.meta.url), 'utf8')}
header, main { max-width: 60rem; }
.languages a[aria-current] { font-weight: 700; text-decoration: none; }
.groups { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr)); gap: 0 1.5rem; }
.groups section { margin: 1rem 0; }
.groups h2::first-letter { text-transform: uppercase; }
.groups p { color: var(--quiet); }
.person { display: grid; width: 100%; margin-bottom: 0.5rem; text-align: start; color: inherit;
  background: var(--paper); border: 1px solid var(--line); }
.person:hover { border-color: var(--brand); }
.person span { color: var(--brand); }
.person small { font-weight: 400; color: var(--quiet); }
`;

const OWN_NAMES: Record<PageLanguage, string> = { fi: 'Suomi', sv: 'Svenska', en: 'English' };
type Role = keyof SignInTexts['people']['roles'];

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`);
}

/** The page's language: chosen on the page, else what Rinnalla asked for, else the browser's first, else Finnish. */
export function languageOf(...wishes: readonly (string | null | undefined)[]): PageLanguage {
  for (const wish of wishes) {
    for (const tag of (wish ?? '').toLowerCase().split(/[\s,;]+/)) {
      const found = PAGE_LANGUAGES.find((language) => tag === language || tag.startsWith(`${language}-`));
      if (found) return found;
    }
  }
  return 'fi';
}

function framed(language: PageLanguage, title: string, body: string, tools = ''): string {
  const t = signInTexts(language);
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)} – ${t.product}</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/tyyli.css"></head><body>
<a class="skip" href="#main">${escaped(t.skip)}</a>
<header><span class="brand">${t.product}</span>${tools}</header>
<main id="main"><h1>${escaped(title)}</h1>${body}</main></body></html>`;
}

function languageLinks(current: PageLanguage): string {
  const links = PAGE_LANGUAGES.map(
    (it) => `<li><a href="?kieli=${it}" lang="${it}" hreflang="${it}"
      ${it === current ? 'aria-current="true"' : ''}>${OWN_NAMES[it]}</a></li>`,
  );
  const label = escaped(signInTexts(current).languages);
  return `<nav aria-label="${label}"><ul class="languages">${links.join('')}</ul></nav>`;
}

function personButton({ id, name, place }: SamplePerson): string {
  return `<button class="person" name="account" value="${id}"><span>${escaped(name)}</span>
    <small>${escaped(place)}</small></button>`;
}

function roleGroup(t: SignInTexts, role: Role, people: readonly SamplePerson[]): string {
  const { name, sees } = t.people.roles[role];
  return `<section><h2>${escaped(name)}</h2><p>${escaped(sees)}</p>${people.map(personButton).join('')}</section>`;
}

/** Whom one may be: a button each, in one form that needs no script. */
export function peoplePage(language: PageLanguage): string {
  const t = signInTexts(language);
  const isRole = (role: string): role is Role => role in t.people.roles;
  const groups = [...new Set(samplePeople.map(({ role }) => role))].filter(isRole).map((role) =>
    roleGroup(
      t,
      role,
      samplePeople.filter((person) => person.role === role),
    ),
  );
  const body = `<p>${escaped(t.people.lead)}</p>
<form method="post"><div class="groups">${groups.join('')}</div></form>`;
  return framed(language, t.people.title, body, languageLinks(language));
}

/** A sign-in nobody waits for any more. */
export function lostPage(language: PageLanguage): string {
  const { people } = signInTexts(language);
  return framed(language, people.lost, `<p>${escaped(people.lostText)}</p>`);
}

/** Asks whether to leave the provider too. `form` is the provider's own, with its proof against forgery. */
export function leavePage(language: PageLanguage, form: string): string {
  const { people } = signInTexts(language);
  const button = `<button form="op.logoutForm" name="logout" value="yes">${escaped(people.leaveButton)}</button>`;
  return framed(language, people.leave, `<p>${escaped(people.leaveText)}</p>${form}<p>${button}</p>`);
}
