import { TALK_ROLES, type TalkRole } from '../../domain/talk/talk.js';
import { filled, type PageLanguage, type PageTexts } from '../../policies/page-texts.js';
import { TALK_PATHS } from './frame.js';
import { html, type Html } from './html.js';
import type { FieldName, FormError, OfferedSchool, Typed } from './talk-form.js';

/** A unit's promise of a service: when one may come without an appointment, and the number to call. */
export interface Service {
  readonly schoolName: string;
  /** When, and where; null: only a number is promised. */
  readonly hours: string | null;
  readonly phone: string | null;
}

/** Everything the form page shows. */
export interface FormView {
  readonly language: PageLanguage;
  readonly t: PageTexts;
  readonly typed: Typed;
  readonly errors: readonly FormError[];
  readonly schools: readonly OfferedSchool[];
  readonly nurses: readonly Service[];
  /** Why it was not sent although every answer is right. */
  readonly trouble: { readonly title: string; readonly text: string; readonly phone: string | null } | null;
}

function errorText(view: FormView, field: FieldName): string | null {
  const found = view.errors.find((error) => error.field === field);
  return found === undefined ? null : view.t.errors[found.error];
}

function marks(view: FormView, field: FieldName, hint = false): Html {
  const isWrong = errorText(view, field) !== null;
  const ids = [hint ? `${field}-hint` : '', isWrong ? `${field}-error` : ''].filter((id) => id !== '');
  const notes = ids.length === 0 ? null : html` aria-describedby="${ids.join(' ')}"`;
  return html`${isWrong ? html` aria-invalid="true"` : null}${notes}`;
}

function errorLine(view: FormView, field: FieldName): Html | null {
  const text = errorText(view, field);
  return text === null ? null : html`<span class="error" id="${field}-error">${text}</span>`;
}

function summary({ t, errors }: FormView): Html | null {
  if (errors.length === 0) return null;
  const lines = errors.map(({ field, error }) => html`<li><a href="#${field}">${t.errors[error]}</a></li>`);
  return html`<div class="note danger" role="alert">
    <h2>${t.errors.title}</h2>
    <ul>
      ${lines}
    </ul>
  </div>`;
}

function troubleNote({ t, trouble }: FormView): Html | null {
  if (trouble === null) return null;
  const phone =
    trouble.phone === null ? null : html`<p>${filled(t.receipt.phone, { phone: trouble.phone })}</p>`;
  return html`<div class="note danger" role="alert">
    <h2>${trouble.title}</h2>
    <p>${trouble.text}</p>
    ${phone}
  </div>`;
}

function who(view: FormView): Html {
  const { t, typed, schools } = view;
  const options = schools.map(({ id, name, municipality }) =>
    id === typed.schoolId
      ? html`<option value="${id}" selected>${name}, ${municipality}</option>`
      : html`<option value="${id}">${name}, ${municipality}</option>`,
  );
  return html`<fieldset>
    <legend>${t.who.legend}</legend>
    <div class="field">
      <label for="name">${t.who.name}</label>${errorLine(view, 'name')}
      <input
        type="text"
        id="name"
        name="name"
        dir="auto"
        autocomplete="name"
        value="${typed.name}"
        ${marks(view, 'name')}
      />
    </div>
    <div class="field">
      <label for="schoolId">${t.who.school}</label>${errorLine(view, 'schoolId')}
      <select id="schoolId" name="schoolId" ${marks(view, 'schoolId')}>
        <option value="">${t.who.chooseSchool}</option>
        ${options}
      </select>
    </div>
    <div class="field">
      <label for="className">${t.who.className} ${t.optional}</label>${errorLine(view, 'className')}
      <input
        type="text"
        id="className"
        name="className"
        dir="auto"
        autocomplete="off"
        value="${typed.className}"
        ${marks(view, 'className')}
      />
    </div>
  </fieldset>`;
}

interface RadioLine {
  readonly id: string;
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

function radios(name: 'role' | 'urgent', chosen: string, lines: readonly RadioLine[]): Html[] {
  return lines.map(({ id, value, label, hint }) => {
    const checked = value === chosen ? html` checked` : null;
    const more = hint === undefined ? null : html`<span class="hint">${hint}</span>`;
    return html`<div class="choice">
      <input type="radio" id="${id}" name="${name}" value="${value}" ${checked} />
      <label for="${id}">${label}${more}</label>
    </div>`;
  });
}

function whom(view: FormView): Html {
  const { t, typed } = view;
  // The summary of errors leads to the first choice of a group.
  const roles = TALK_ROLES.map((role, i) => ({
    id: i === 0 ? 'role' : `role-${role}`,
    value: role,
    label: t.whom.roles[role],
    hint: t.whom.roleHints[role],
  }));
  const urgencies = [
    { id: 'urgent', value: 'yes', label: t.whom.urgent },
    { id: 'urgent-no', value: 'no', label: t.whom.notUrgent },
  ];
  return html`<fieldset${described(view, 'role')}>
<legend>${t.whom.legend}</legend>
<div class="field">${errorLine(view, 'role')}${radios('role', typed.role, roles)}</div>
<fieldset${described(view, 'urgent')}>
<legend>${t.whom.urgentLegend}</legend>
<div class="field">${errorLine(view, 'urgent')}${radios('urgent', typed.urgent, urgencies)}</div>
</fieldset>
</fieldset>`;
}

function described(view: FormView, field: FieldName): Html | null {
  return errorText(view, field) === null ? null : html` aria-describedby="${field}-error"`;
}

function freeWords(view: FormView): Html {
  const { t, typed } = view;
  return html`<fieldset>
    <legend>${t.words.legend}</legend>
    <div class="field">
      <label for="words">${t.words.label} ${t.optional}</label>
      <span class="hint" id="words-hint">${t.words.hint}</span>${errorLine(view, 'words')}
      <textarea id="words" name="words" rows="6" dir="auto" ${marks(view, 'words', true)}>
${typed.words}</textarea>
    </div>
  </fieldset>`;
}

/** A field that only programs fill in. When it was filled in, it is shown, so that a person can empty it. */
function trap(view: FormView): Html {
  const { t, typed } = view;
  const isShown = typed.website !== '';
  const attributes = isShown ? null : html` tabindex="-1"`;
  const field = html`<label for="website">${t.trap}</label>${errorLine(view, 'website')}
    <input
      type="text"
      id="website"
      name="website"
      autocomplete="off"
      value="${typed.website}"
      ${attributes}${marks(view, 'website')}
    />`;
  return isShown
    ? html`<div class="field">${field}</div>`
    : html`<div class="trap" aria-hidden="true">${field}</div>`;
}

function openHours({ t, nurses }: FormView): Html | null {
  if (nurses.length === 0) return null;
  const lines = nurses.map(
    ({ schoolName, hours, phone }) =>
      html`<dt>${schoolName}</dt>
        <dd>${hours}${phone === null ? null : html`<br />${filled(t.open.phone, { phone })}`}</dd>`,
  );
  return html`<section class="card" aria-labelledby="nurse">
    <h2 id="nurse">${t.open.title}</h2>
    <p>${t.open.lead}</p>
    <dl>${lines}</dl>
  </section>`;
}

/** The form: three questions, what was typed still there. */
export function formPage(view: FormView): Html {
  const { language, t, typed } = view;
  return html`<h1>${t.title}</h1>
    <p>${t.lead}</p>
    ${troubleNote(view)} ${summary(view)}
    <form method="post" action="${TALK_PATHS[language]}" novalidate>
      <input type="hidden" name="key" value="${typed.key}" />
      ${who(view)} ${whom(view)} ${freeWords(view)} ${trap(view)}
      <p class="hint">${t.readers}</p>
      <p><button type="submit">${t.submit}</button></p>
    </form>
    ${openHours(view)}`;
}

/** The receipt: by when, by whom, what else one can do. It repeats nothing of what was written. */
export function receiptPage(
  t: PageTexts,
  told: { readonly due: string; readonly role: TalkRole; readonly service: Service | null },
): Html {
  const { service } = told;
  const { phone = null, hours = null } = service ?? {};
  return html`<h1>${t.receipt.title}</h1>
    <section class="note ok" role="status">
      <p><strong>${filled(t.receipt.due, { due: told.due })}</strong></p>
      <p>${filled(t.receipt.role, { role: t.whom.roles[told.role] })}</p>
    </section>
    ${hours === null ? null : html`<p>${filled(t.receipt.open, { hours })}</p>`}
    ${phone === null ? null : html`<p>${filled(t.receipt.phone, { phone })}</p>`}
    <p>${t.receipt.quiet}</p>
    <p>${t.receipt.close}</p>`;
}

/** A page that says what is wrong with the sending itself, where nothing of the form could be read. */
export function unreadablePage(
  language: PageLanguage,
  t: PageTexts,
  why: { readonly title: string; readonly text: string },
): Html {
  return html`<h1>${why.title}</h1>
    <p>${why.text}</p>
    <p><a class="button" href="${TALK_PATHS[language]}">${t.trouble.again}</a></p>`;
}
