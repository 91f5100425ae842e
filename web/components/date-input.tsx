import { parseDate } from '@internationalized/date';
import type { ReactElement } from 'react';
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  DateInput as AriaDateInput,
  DatePicker,
  DateSegment,
  Dialog,
  Group,
  Heading,
  I18nProvider,
  Label,
  Popover,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { LOCALES } from '../language/format.js';
import { useLanguage } from '../language/use-language.js';
import { FieldNotes, described, LabelWords, type FieldProps } from './field.js';
import { Icon } from './icon.js';

interface DateInputProps extends FieldProps {
  /** `YYYY-MM-DD`, or empty. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function MonthView(): ReactElement {
  const { t } = useTranslation();
  return (
    <Calendar>
      <header className="calendar-head">
        <Button slot="previous" className="calendar-step" aria-label={t('date.previous')}>
          <Icon name="chevronLeft" />
        </Button>
        <Heading level={2} />
        <Button slot="next" className="calendar-step" aria-label={t('date.next')}>
          <Icon name="chevronRight" />
        </Button>
      </header>
      <CalendarGrid className="calendar-grid" weekdayStyle="short">
        <CalendarGridHeader>{(day) => <CalendarHeaderCell>{day}</CalendarHeaderCell>}</CalendarGridHeader>
        <CalendarGridBody>
          {(date) => <CalendarCell date={date} className="calendar-cell" />}
        </CalendarGridBody>
      </CalendarGrid>
    </Calendar>
  );
}

/** A day, typed or picked from a month. No day is closed by rule: some Saturdays are school days. */
export function DateInput({ value, onChange, ...field }: DateInputProps): ReactElement {
  const language = useLanguage();
  const { t } = useTranslation();
  return (
    <div className={`field${field.error === undefined ? '' : ' field-invalid'}`} id={field.id}>
      <I18nProvider locale={LOCALES[language]}>
        <DatePicker
          value={value === '' ? null : parseDate(value)}
          onChange={(date) => onChange(date?.toString() ?? '')}
          isInvalid={field.error !== undefined}
          {...described(field)}
          validationBehavior="aria"
          shouldForceLeadingZeros={false}
        >
          <Label className="field-label">
            <LabelWords {...field} />
          </Label>
          <FieldNotes {...field} />
          <Group className="date-group">
            <AriaDateInput className="date-input">
              {(segment) => <DateSegment segment={segment} className="date-segment" />}
            </AriaDateInput>
            <Button className="date-button" aria-label={t('date.open')}>
              <Icon name="calendar" />
            </Button>
          </Group>
          <Popover className="calendar-popover">
            <Dialog>
              <MonthView />
            </Dialog>
          </Popover>
        </DatePicker>
      </I18nProvider>
    </div>
  );
}
