import i18next from 'i18next';
import type { TFunction } from 'i18next';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../components/notice.js';
import { Refused } from '../../http/problem.js';
import { problemText } from '../../language/problem-text.js';

type Code = 'not-in-force' | 'bulk-running' | 'bulk-over' | 'no-schools' | 'invalid-policy';

function isOwn(code: string): code is Code {
  return i18next.exists(`rollout.problem.${code}`);
}

function textOf(t: TFunction, error: unknown): string {
  const code = error instanceof Refused ? error.problem.code : '';
  return isOwn(code) ? t(`rollout.problem.${code}`) : problemText(t, error);
}

/** Why a roll-out cannot be started, tried or steered; nothing when it can. */
export function RolloutProblem({ error }: { error: unknown }): ReactElement | null {
  const { t } = useTranslation();
  return error === null ? null : <Notice tone="danger" live title={textOf(t, error)} />;
}
