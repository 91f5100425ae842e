import type { ConsentTexts } from '../../../policies/consent-texts.js';
import { html, type Html } from '../html.js';
import { commaOf, memberText, type AskedMember } from './asked.js';
import { FORM_ID } from './consent-frame.js';
import { slotted } from './words.js';
import type { Answer } from '../../links/answers.js';

/** The page a link leads to: it says that there is a question, and nothing of whom or what. */
export function landingPage(
  t: ConsentTexts,
  told: {
    readonly school: string;
    readonly due: string;
    readonly answered: string | null;
    readonly hidden: Html;
  },
): Html {
  const { school, due, answered, hidden } = told;
  const lead =
    answered === null
      ? slotted(t.landing.lead, { school, due })
      : slotted(t.landing.answered, { on: answered, due });
  return html`<h1>${t.landing.title}</h1>
    <section class="card">
      <p>${lead}</p>
      <p class="hint">${t.landing.safe}</p>
    </section>
    <form id="${FORM_ID}" method="post">
      ${hidden}
      <p>
        <button type="submit" name="step" value="open">
          ${answered === null ? t.landing.open : t.landing.openAgain}
        </button>
      </p>
    </form>`;
}

/** The page that asks for the code. It may be pasted, and is typed in one field. */
export function codePage(
  t: ConsentTexts,
  told: {
    readonly hidden: Html;
    /** The last digits of the number a text message went to; null when staff tell the code. */
    readonly tail: string | null;
    readonly error: string | null;
  },
): Html {
  const { hidden, tail, error } = told;
  const how = tail === null ? html`${t.code.byStaff}` : slotted(t.code.byText, { tail });
  const marks = error === null ? null : html` aria-invalid="true" aria-describedby="code-error code-hint"`;
  return html`<h1>${t.code.title}</h1>
    <p id="code-hint">${how}</p>
    <form id="${FORM_ID}" method="post" novalidate>
      ${hidden}
      <div class="field">
        <label for="code">${t.code.label}</label>
        ${error === null ? null : html`<span class="error" role="alert" id="code-error">${error}</span>`}
        <input
          type="text"
          class="code"
          id="code"
          name="code"
          inputmode="numeric"
          autocomplete="one-time-code"
          maxlength="12"
          ${marks}
        />
      </div>
      <p><button type="submit" name="step" value="code">${t.code.submit}</button></p>
      ${tail === null ? null : html`<p><button class="quiet" type="submit" name="step" value="resend">${t.code.resend}</button></p>`}
    </form>`;
}

/** The receipt: what was answered, when, and how to change it. */
export function receiptPage(
  t: ConsentTexts,
  told: {
    readonly on: string;
    readonly time: string;
    readonly due: string;
    readonly members: readonly AskedMember[];
    readonly answers: readonly Answer[];
  },
): Html {
  const { on, time, due, members, answers } = told;
  const lines = members.map((member) => {
    const given = answers.find((it) => it.memberId === member.id);
    if (given === undefined) return null;
    const items =
      given.items === undefined || given.answer !== 'partly'
        ? null
        : html` (${given.items.map((item) => t.item[item]).join(commaOf(t))})`;
    return html`<li>${memberText(t, member)}: <strong>${t.answer[given.answer]}</strong>${items}</li>`;
  });
  return html`<h1>${t.receipt.title}</h1>
    <section class="note ok" role="status">
      <p>${slotted(t.receipt.at, { on, time })}</p>
      <ul class="given">
        ${lines.filter((it) => it !== null)}
      </ul>
    </section>
    <p>${slotted(t.receipt.change, { due })}</p>
    <p>${t.receipt.close}</p>`;
}

/** Somebody will get in touch. */
export function talkPage(t: ConsentTexts, due: string): Html {
  return html`<h1>${t.talk.title}</h1>
    <section class="note ok" role="status"><p>${slotted(t.talk.text, { due })}</p></section>
    <p>${t.receipt.close}</p>`;
}

/** A link with which nothing can be done: why, and what to do instead. */
export function gonePage(why: { readonly title: string; readonly text: string }, due: string): Html {
  return html`<h1>${why.title}</h1>
    <section class="card"><p>${slotted(why.text, { due })}</p></section>`;
}
