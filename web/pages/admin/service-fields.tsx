import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { WEEKDAYS } from '../../../api/contracts/unit-service-codes.js';
import { Button } from '../../components/button.js';
import { Card } from '../../components/card.js';
import { Select } from '../../components/select.js';
import { TextInput } from '../../components/text-input.js';
import { TimeInput } from '../../components/time-input.js';
import { LANGUAGES } from '../../translations/catalogue.js';
import {
  controlId,
  nextHours,
  type FaultWord,
  type HoursDraft,
  type ServiceDraft,
  type ServiceName,
} from './services-draft.js';

interface ServiceFieldsProps {
  readonly name: ServiceName;
  readonly draft: ServiceDraft;
  readonly faults: ReadonlyMap<string, FaultWord>;
  readonly onChange: (draft: ServiceDraft) => void;
}

/** Id and fault of a control. */
function useControl({ name, faults }: Pick<ServiceFieldsProps, 'name' | 'faults'>) {
  const { t } = useTranslation();
  return (...parts: readonly (string | number)[]) => {
    const id = controlId(name, ...parts);
    const fault = faults.get(id);
    return { id, error: fault === undefined ? undefined : t(`services.fault.${fault}`) };
  };
}

interface OneTimeProps extends ServiceFieldsProps {
  readonly index: number;
  readonly hours: HoursDraft;
}

function OneTime({ index, hours, ...props }: OneTimeProps): ReactElement {
  const { t } = useTranslation();
  const { name, draft, onChange } = props;
  const control = useControl(props);
  const set = (change: Partial<HoursDraft>) =>
    onChange({ ...draft, hours: draft.hours.with(index, { ...hours, ...change }) });
  const remove = () => onChange({ ...draft, hours: draft.hours.filter((_, other) => other !== index) });
  const days = WEEKDAYS.map((day) => ({ value: day, label: t(`services.weekday.${day}`) }));
  const number = index + 1;
  return (
    <fieldset className="open-time">
      <legend className="vh">{t('services.edit.number', { number })}</legend>
      <Select
        {...control('hours', index, 'weekday')}
        label={t('services.edit.weekday')}
        value={hours.weekday}
        onChange={(weekday) => set({ weekday })}
        choices={days}
      />
      <TimeInput
        {...control('hours', index, 'opens')}
        label={t('services.edit.opens')}
        value={hours.opens}
        onChange={(opens) => set({ opens })}
      />
      <TimeInput
        {...control('hours', index, 'closes')}
        label={t('services.edit.closes')}
        value={hours.closes}
        onChange={(closes) => set({ closes })}
      />
      <Button kind="link" onClick={remove}>
        {t('services.edit.removeOf', { number, service: t(`codes.role.${name}`) })}
      </Button>
    </fieldset>
  );
}

/** What is promised of one service: times, a place, a number. All of it may be left empty. */
export function ServiceFields(props: ServiceFieldsProps): ReactElement {
  const { t } = useTranslation();
  const { name, draft, onChange } = props;
  const control = useControl(props);
  const service = t(`codes.role.${name}`);
  const add = () => onChange({ ...draft, hours: [...draft.hours, nextHours(draft.hours)] });
  return (
    <Card title={service}>
      <div className="form-fields">
        <fieldset className="field">
          <legend className="field-label">{t('services.edit.hours')}</legend>
          <p className="field-hint">{t('services.edit.timeHint')}</p>
          {draft.hours.map((hours, index) => (
            // Times have no name of their own: the place in the list is what they are.
            <OneTime key={index} {...props} index={index} hours={hours} />
          ))}
          <p>
            <Button kind="secondary" small onClick={add}>
              {t('services.edit.addTo', { service })}
            </Button>
          </p>
        </fieldset>
        {LANGUAGES.map((language) => (
          <TextInput
            key={language}
            {...control('more', language)}
            label={t(`services.edit.more.${language}`)}
            {...(language === 'fi' ? { hint: t('services.edit.moreHint') } : {})}
            optional
            maxLength={200}
            value={draft.more[language]}
            onChange={(text) => onChange({ ...draft, more: { ...draft.more, [language]: text } })}
          />
        ))}
        <TextInput
          {...control('phone')}
          label={t('services.edit.phone')}
          optional
          maxLength={40}
          value={draft.phone}
          onChange={(phone) => onChange({ ...draft, phone })}
        />
      </div>
    </Card>
  );
}
