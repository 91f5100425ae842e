import type { Html } from '../../api/pages/html.js';
import { html } from '../../api/pages/html.js';
import type { EventType } from '../../domain/events.js';
import { reasonOf, recipientOf, whatOf } from '../../web/pages/case/disclosure-words.js';
import { eventDetails } from '../../web/pages/case/event-details.js';
import { lookWords } from '../../web/pages/case/look-words.js';
import { facts, line, row, section, sentence, type Printing } from './printing.js';

/* The sections of a printed copy, in the order of the paper. */

function theCase({ copy, words, t, format, who }: Printing): Html {
  const [record] = copy.record.rows;
  if (!record) return html``;
  const { learner, topic, source, requestedOn, closing } = record;
  const told = facts([
    [words.learner, line(learner?.name, learner?.class)],
    [words.school, record.schoolName],
    [t('pages.case.responsibleSchool'), who(record.responsible.school)],
    [t('pages.case.responsibleCounty'), who(record.responsible.county)],
    [t('pages.cases.status'), t(`codes.status.${record.status}`)],
    [t('pages.case.opened'), format.moment(record.openedAt)],
    [t('pages.case.source'), source && t(`codes.requestSource.${source}`)],
    [t('pages.case.topic'), topic && t(`codes.topic.${topic}`)],
    [t('pages.case.requestedOn'), requestedOn && format.date(requestedOn)],
    [t('pages.case.closedTitle'), closing && t(`codes.closingReason.${closing.reason}`)],
  ]);
  const { description } = record;
  return html`<section>
    <h2>${words.case}</h2>
    ${told}${description === undefined ? null : html`<p class="said">${description}</p>`}
  </section>`;
}

function group({ copy, words, t, format, who }: Printing): Html {
  const members = copy.record.rows[0]?.members ?? [];
  const rows = members.map((it) =>
    row(
      it.external?.name ?? who(it.personId),
      line(t(`codes.consent.${it.consent}`), it.consentOn && format.date(it.consentOn)),
      it.answers.map((given) =>
        sentence(words.answered, {
          ...{ name: who(given.by), answer: t(`codes.consent.${given.answer}`) },
          date: format.date(given.on),
        }),
      ),
    ),
  );
  return section(words.group, words, rows);
}

function meetings({ copy, words, t, format, who }: Printing): Html {
  const [record] = copy.record.rows;
  const actions = record?.actions ?? [];
  const rows = (record?.meetings ?? []).map((it) => {
    const agreed = actions.filter((action) => action.meetingId === it.id);
    return row(
      t(`codes.meetingKind.${it.kind}`),
      line(`${format.date(it.on)} ${format.time(it.minute)}`, t(`codes.meetingStatus.${it.status}`)),
      [
        it.attended.map(who).filter(Boolean).join('; '),
        ...agreed.map((action) => line(action.what, who(action.ownerId), format.date(action.dueOn))),
      ],
    );
  });
  return section(words.meetings, words, rows);
}

function report({ copy, words, t, format, who }: Printing): Html {
  const entries = copy.record.rows[0]?.report?.entries ?? [];
  const rows = entries.map((it) =>
    row(t(`codes.reportPart.${it.part}`), line(format.date(it.on), who(it.by.personId)), [
      it.corrects === null ? '' : words.corrects,
      it.text,
      it.reference === null ? '' : sentence(words.wilma, { reference: it.reference }),
    ]),
  );
  return section(words.report, words, rows);
}

function duties({ copy, words, t, format, who }: Printing): Html {
  const rows = (copy.record.rows[0]?.duties ?? []).map((it) => {
    const due = it.dueOn === null ? words.noDue : sentence(words.due, { date: format.date(it.dueOn) });
    const ended = it.doneOn === null ? '' : t('remaining.done', { date: format.date(it.doneOn) });
    return row(t(`codes.duty.${it.kind}`), line(format.date(it.startedOn), due, ended, who(it.ownerId)), [
      it.basis,
    ]);
  });
  return section(words.duties, words, rows);
}

function disclosures({ copy, words, t, format, who }: Printing): Html {
  const rows = copy.disclosures.rows.map((it) =>
    row(
      recipientOf(t, it) ?? t(`codes.disclosureGround.${it.ground}`),
      line(format.date(it.on), who(it.by.personId)),
      [t(`codes.disclosureGround.${it.ground}`), whatOf(t, it), reasonOf(t, it)],
    ),
  );
  return section(words.disclosures, words, rows);
}

function prohibitions({ copy, words, t, format, who }: Printing): Html | null {
  if (copy.withheld.some(({ what }) => what === 'prohibitions')) return null;
  const rows = copy.prohibitions.map((it) =>
    row(who(it.guardianId), line(format.date(it.on), it.liftedOn && `– ${format.date(it.liftedOn)}`), [
      t(`codes.prohibitionScope.${it.scope}`),
    ]),
  );
  return section(words.prohibitions, words, rows);
}

function log(printing: Printing): Html {
  const { copy, words, t, format, who } = printing;
  const [record] = copy.record.rows;
  const view = { people: copy.people, members: record?.members, duties: record?.duties };
  const rows = copy.log.rows.map((event) =>
    row(
      // Every entry of the log has a title: the types are the core's own.
      t(`codes.event.${event.type as EventType}`),
      line(format.date(event.happenedOn), who(event.by.personId) || t(`codes.role.${event.by.role}`)),
      eventDetails({ t, format, view, texts: copy.texts.byId }, event),
    ),
  );
  return section(words.log, words, rows);
}

function messages({ copy, words, format }: Printing): Html {
  const rows = copy.messages.rows.map((it) =>
    row(it.recipientName ?? '', it.sentAt === null ? words.notSent : format.moment(it.sentAt)),
  );
  return section(words.messages, words, rows);
}

function access({ copy, words, t, format }: Printing): Html {
  const rows = copy.access.rows.map((look) => {
    const { by, at, rights } = look;
    const sections = [...new Set(rights.flatMap((right) => right.sections))];
    return row(
      line(by.personId === null ? words.service : by.name, by.role && t(`codes.role.${by.role}`)),
      line(format.moment(at), lookWords(t, look)),
      [
        sections.map((it) => t(`register.access.section.${it}`)).join(', '),
        rights.map((it) => `${t(`register.access.relation.${it.relation}`)} (${it.source})`).join(', '),
      ],
    );
  });
  return section(words.access, words, rows, words.accessLead);
}

/** All of it, one after the other. */
export function printedParts(printing: Printing): readonly Html[] {
  const parts = [theCase, group, meetings, report, duties, disclosures, prohibitions, log, messages, access];
  return parts.map((part) => part(printing)).filter((part) => part !== null);
}
