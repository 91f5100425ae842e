import type { CaseCommandType } from '../forms/command-form.js';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The command that was just carried out: the next page says so. */
    done?: CaseCommandType;
  }
}
