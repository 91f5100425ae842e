import type { ConsentTexts } from '../../../policies/consent-texts.js';
import { html, type Html } from '../html.js';
import { commaOf, memberText, type AskedMember, type Question } from './asked.js';
import { chosen, itemField, memberField, type Missing } from './consent-form.js';
import { FORM_ID } from './consent-frame.js';
import { dayText, slotted } from './words.js';

/** Everything the page of the question shows. */
export interface QuestionView {
  readonly t: ConsentTexts;
  readonly question: Question;
  /** What was chosen so far; kept when the language changes or something is missing. */
  readonly typed: Readonly<Record<string, unknown>>;
  readonly missing: readonly Missing[];
  readonly hidden: Html;
  readonly isPreview: boolean;
  /** Why it did not arrive although every answer is there. */
  readonly trouble: { readonly title: string; readonly text: string } | null;
}

function missingText(t: ConsentTexts, { code, member, item }: Missing): Html {
  const slots = { member: memberText(t, member), item: item === undefined ? '' : t.item[item] };
  return slotted(t.errors[code], slots);
}

function summary({ t, missing, trouble }: QuestionView): Html | null {
  if (trouble !== null)
    return html`<div class="note danger" role="alert">
      <h2>${trouble.title}</h2>
      <p>${trouble.text}</p>
    </div>`;
  if (missing.length === 0) return null;
  const lines = missing.map((it) => html`<li><a href="#${it.field}-yes">${missingText(t, it)}</a></li>`);
  return html`<div class="note danger" role="alert">
    <h2>${t.errors.title}</h2>
    <ul>
      ${lines}
    </ul>
  </div>`;
}

/** A yes and a no, neither of them chosen beforehand. */
function yesNo(view: QuestionView, field: string): Html {
  const { t, typed, missing } = view;
  const error = missing.find((it) => it.field === field);
  const line =
    error === undefined
      ? null
      : html`<span class="error" id="${field}-error">${missingText(t, error)}</span>`;
  const marks = error === undefined ? null : html` aria-describedby="${field}-error"`;
  const one = (value: 'yes' | 'no', label: string) =>
    html`<div class="choice">
      <input
        type="radio"
        id="${field}-${value}"
        name="${field}"
        value="${value}"
        ${chosen(typed, field) === value ? html` checked` : null}${marks}
      />
      <label for="${field}-${value}">${label}</label>
    </div>`;
  return html`${line}
    <div class="choices">${one('yes', t.question.yes)}${one('no', t.question.no)}</div>`;
}

function ofMember(view: QuestionView, member: AskedMember): Html {
  const { t } = view;
  const items = member.items.map(
    (item) =>
      html`<fieldset class="item">
        <legend>${slotted(t.question.item, { item: t.item[item] })}</legend>
        ${yesNo(view, itemField(member.id, item))}
      </fieldset>`,
  );
  const last =
    member.last === null
      ? null
      : html`<p class="hint">${slotted(t.question.last, { answer: t.answer[member.last] })}</p>`;
  return html`<fieldset>
    <legend>${slotted(t.question.member, { member: memberText(t, member) })}</legend>
    <div>
      ${member.organisation === null ? null : html`<p class="hint">${t.question.outside}</p>`} ${last}
      ${yesNo(view, memberField(member.id))} ${items}
    </div>
  </fieldset>`;
}

function about({ t, question }: QuestionView): Html {
  const { isLearner, learner } = question;
  if (isLearner) return html`<p>${t.question.aboutYou}</p>`;
  return learner === null
    ? html`<p>${t.question.aboutChild}</p>`
    : html`<p>${slotted(t.question.aboutNamed, { name: learner })}</p>`;
}

function asker({ t, question }: QuestionView): Html {
  const { asker: who, school } = question;
  const name =
    who === null
      ? null
      : html`<bdi>${who.name}</bdi>${who.role === null ? '' : `${commaOf(t)}${t.role[who.role]}`}<br />`;
  const phone =
    who?.phone === undefined || who.phone === null
      ? null
      : html`<br /><span>${slotted(t.question.phone, { phone: who.phone })}</span>`;
  return html`<section class="card" aria-labelledby="asker">
    <h2 id="asker">${t.question.asker}</h2>
    <p>${name}<bdi>${school}</bdi>${phone}</p>
  </section>`;
}

function others({ t, isPreview }: QuestionView): Html {
  const off = isPreview ? html` disabled` : null;
  return html`<section class="card others" aria-labelledby="others">
    <h2 id="others">${t.question.other}</h2>
    <div>
      <button class="quiet" type="submit" name="step" value="talk" aria-describedby="talk-hint" ${off}>
        ${t.question.talk}
      </button>
      <span class="hint" id="talk-hint">${t.question.talkHint}</span>
    </div>
    <div>
      <button class="quiet" type="submit" name="step" value="refuse" aria-describedby="refuse-hint" ${off}>
        ${t.question.refuse}
      </button>
      <span class="hint" id="refuse-hint">${t.question.refuseHint}</span>
    </div>
  </section>`;
}

/**
 * The question itself: who asks, what about, who would take part, one yes or no for each, and the ways out.
 */
export function questionPage(view: QuestionView): Html {
  const { t, question, hidden, isPreview } = view;
  const { question: q } = t;
  const off = isPreview ? html` disabled` : null;
  const preview = html`<section class="note preview" aria-labelledby="preview">
    <h2 id="preview">${t.preview.title}</h2>
    <p>${t.preview.text}</p>
  </section>`;
  return html`${isPreview ? preview : null}
    <h1>${q.title}</h1>
    ${summary(view)} ${about(view)} ${asker(view)}
    <section class="card" aria-labelledby="what">
      <h2 id="what">${q.what}</h2>
      <p>${q.whatText}</p>
      <p>${q.record}</p>
      <p><strong>${q.free}</strong></p>
      ${t.translationOf === null ? null : html`<p class="hint">${q.original}</p>`}
    </section>
    <h2>${q.answers}</h2>
    <form id="${FORM_ID}" method="post" novalidate>
      ${hidden} ${question.members.map((member) => ofMember(view, member))}
      <p>${slotted(q.ways, { due: dayText(t, question.dueOn) })}</p>
      <p><button type="submit" name="step" value="answer" ${off}>${q.submit}</button></p>
      ${others(view)}
    </form>`;
}
