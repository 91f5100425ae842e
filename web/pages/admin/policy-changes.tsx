import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyVersionDetailAnswer } from '../../../api/contracts/policies.js';
import { Table, type Column } from '../../components/table.js';
import { clock } from '../../language/format.js';
import { useLanguage } from '../../language/use-language.js';

type Changes = NonNullable<NonNullable<PolicyVersionDetailAnswer['changes']>['policy']>;
type RuleChange = Changes['rules'][number];
type LadderChange = Changes['ladders'][number];
type Ladder = NonNullable<LadderChange['after']>;
type Hours = NonNullable<Changes['hours']>;

function RuleCell({ id, shown }: { id: RuleChange['id']; shown: RuleChange['after'] }): ReactElement {
  const { t } = useTranslation();
  if (shown === null) return <>{t('policies.changes.missing')}</>;
  const { value, unit, basis, source, ladder } = shown;
  const length =
    unit === null
      ? t('policies.length.withoutDelay')
      : value === null
        ? t('policies.length.agreed')
        : t(`legalUnit.${unit}`, { count: value });
  return (
    <>
      <strong>{length}</strong>
      <br />
      <span className="small quiet">
        {t('policies.changes.basis', {
          basis: id.startsWith('L-') ? t('codes.force.local') : basis,
          source,
        })}
        <br />
        {t('policies.changes.reminders', { name: ladder })}
      </span>
    </>
  );
}

function useRungTexts(): (ladder: Ladder) => string[] {
  const { t } = useTranslation();
  const when = (at: Ladder['rungs'][number]['at']): string => {
    if (at.from === 'armed') return t('policies.rung.armed');
    if (at.from === 'office') return t('policies.rung.office', { count: at.hours });
    if (at.days === 0) return t('policies.rung.on');
    return t(at.days < 0 ? 'policies.rung.before' : 'policies.rung.after', { count: Math.abs(at.days) });
  };
  const line = (to: Ladder['repeat']['to'], time: string) =>
    t('policies.rung.line', { who: t(`policies.holder.${to}`), when: time });
  return ({ rungs, repeat }) => [
    ...rungs.map((rung) => line(rung.to, when(rung.at))),
    line(repeat.to, t('policies.rung.repeat', { count: repeat.everyDays })),
  ];
}

function LadderCell({ shown }: { shown: Ladder | null }): ReactElement {
  const { t } = useTranslation();
  const texts = useRungTexts();
  if (shown === null) return <>{t('policies.changes.missing')}</>;
  return (
    <ul className="plain-list small">
      {texts(shown).map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

function HoursCell({ shown }: { shown: Hours['after'] }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  if (shown === null) return <>{t('policies.changes.missing')}</>;
  const time = (minute: number) => clock(language, minute);
  return (
    <>
      {t('policies.changes.mail', { time: time(shown.mail) })}
      <br />
      {t('policies.changes.office', { from: time(shown.from), to: time(shown.to) })}
    </>
  );
}

interface ChangeColumns {
  readonly rules: Column<RuleChange>[];
  readonly ladders: Column<LadderChange>[];
  readonly hours: Column<Hours>[];
}

function useChangeColumns(): ChangeColumns {
  const { t } = useTranslation();
  const before = { key: 'before', label: t('policies.changes.before') };
  const after = { key: 'after', label: t('policies.changes.after') };
  return {
    rules: [
      { key: 'rule', label: t('policies.changes.rule'), cell: (row) => t(`codes.rule.${row.id}`) },
      { ...before, cell: (row) => <RuleCell id={row.id} shown={row.before} /> },
      { ...after, cell: (row) => <RuleCell id={row.id} shown={row.after} /> },
    ],
    ladders: [
      { key: 'ladder', label: t('policies.changes.ladder'), cell: (row) => row.id },
      { ...before, cell: (row) => <LadderCell shown={row.before} /> },
      { ...after, cell: (row) => <LadderCell shown={row.after} /> },
    ],
    hours: [
      { ...before, cell: (row) => <HoursCell shown={row.before} /> },
      { ...after, cell: (row) => <HoursCell shown={row.after} /> },
    ],
  };
}

/** Old and new number of each rule that changes, with their source; then reminders and times of day. */
export function PolicyChangesView({ changes }: { changes: Changes }): ReactElement {
  const { t } = useTranslation();
  const columns = useChangeColumns();
  const { rules, ladders, hours } = changes;
  if (rules.length + ladders.length === 0 && hours === null) return <p>{t('policies.changes.none')}</p>;
  return (
    <div className="stack">
      {rules.length === 0 ? null : (
        <Table
          caption={t('policies.changes.title')}
          hideCaption
          columns={columns.rules}
          rows={rules}
          keyOf={(row) => row.id}
        />
      )}
      {ladders.length === 0 ? null : (
        <Table
          caption={t('policies.changes.ladders')}
          columns={columns.ladders}
          rows={ladders}
          keyOf={(row) => row.id}
        />
      )}
      {hours === null ? null : (
        <Table
          caption={t('policies.changes.hours')}
          columns={columns.hours}
          rows={[hours]}
          keyOf={() => 'hours'}
        />
      )}
    </div>
  );
}
