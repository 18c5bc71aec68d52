/** How long to wait before the next attempt: longer each time, and by chance, so that not all readers of a server that comes back come at once. */
export class BackOff {
  #failures = 0

  constructor(private firstMs: number, private readonly mostMs: number) {}

  /** What the server's `retry:` says. */
  begin(firstMs: number): void {
    this.firstMs = Math.min(firstMs, this.mostMs)
  }

  succeeded(): void {
    this.#failures = 0
  }

  /** At least what the server asked for. */
  nextMs(retryAfterMs = 0): number {
    const grownMs = Math.min(this.mostMs, this.firstMs * 2 ** this.#failures)
    this.#failures += 1
    return Math.max(grownMs * (0.5 + Math.random() / 2), retryAfterMs * (1 + Math.random() / 4))
  }
}
