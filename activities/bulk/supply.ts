import type { PendingItem } from './bulk-row.js';

/** Hands out the cases of a round in order, to whoever asks; they are read when they are needed. */
export class Supply {
  private ready: PendingItem[] = [];
  private reading: Promise<void> | null = null;
  private after: number;
  private readonly read: (after: number) => Promise<PendingItem[]>;
  isEmpty = false;

  constructor(after: number, read: (after: number) => Promise<PendingItem[]>) {
    this.after = after;
    this.read = read;
  }

  /** Undefined: the round has no more. */
  async take(): Promise<PendingItem | undefined> {
    while (this.ready.length === 0 && !this.isEmpty) {
      this.reading ??= this.fill().finally(() => {
        this.reading = null;
      });
      await this.reading;
    }
    return this.ready.shift();
  }

  private async fill(): Promise<void> {
    this.ready = await this.read(this.after);
    this.after = this.ready.at(-1)?.place ?? this.after;
    this.isEmpty = this.ready.length === 0;
  }
}
