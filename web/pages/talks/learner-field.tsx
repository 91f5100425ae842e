import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState, type ReactElement } from 'react';
import type { FieldProps } from '../../components/field.js';
import { PersonPicker } from '../../components/person-picker.js';
import { learnersQuery } from '../../http/queries.js';

interface LearnerFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (id: string) => void;
}

/** Finds a learner of the directory by name or class: nobody is taken for the learner by the name that was typed. */
export function LearnerField({ value, onChange, ...field }: LearnerFieldProps): ReactElement {
  const [words, setWords] = useState('');
  const asked = useDeferredValue(words.trim());
  const { data = [] } = useQuery({ ...learnersQuery(asked), enabled: asked.length >= 2 });
  const people = data.map((learner) => ({
    id: learner.id,
    name: learner.name,
    detail: [learner.class, learner.schoolName].join(' · '),
  }));
  function choose(id: string): void {
    const chosen = people.find((one) => one.id === id);
    if (chosen) setWords(chosen.name);
    onChange(chosen?.id ?? '');
  }
  function type(typed: string): void {
    setWords(typed);
    // Choosing types the name, too: only other words take the choice back.
    if (value !== '' && people.find((one) => one.id === value)?.name !== typed) onChange('');
  }
  return (
    <PersonPicker
      {...field}
      value={value}
      people={people}
      onChange={choose}
      search={{ words, onChange: type }}
    />
  );
}
