/** What draws running steps and redraws them: Listr's renderer. */
interface Drawing {
  /** Leaves what it has drawn as it is, and the screen to others. */
  end(): void;
  /** Draws below whatever is there now. */
  render(): void | Promise<void>;
}

/** The one that is drawn on the terminal now. */
let shown: View | undefined;

/** Says a line at once: what is written to stderr while steps are drawn shows up only at their end. */
export async function sayNow(line: string): Promise<void> {
  const say = async (): Promise<void> => void process.stderr.write(`${line}\n`);
  await (shown === undefined ? say() : shown.aside(say));
}

/** Where steps are drawn while they run; it makes room for a question that comes among them. */
export class View {
  #drawing: Drawing | undefined;
  #asides = 0;

  draws(drawing: Drawing): void {
    this.#drawing = drawing;
    shown = this;
  }

  /** The steps have ended: what they came to stays on the screen. */
  rests(): void {
    this.#drawing = undefined;
    if (shown === this) shown = undefined;
  }

  /** Nothing is redrawn while `act` has the screen. */
  async aside<T>(act: () => Promise<T>): Promise<T> {
    if (this.#asides++ === 0) this.#drawing?.end();
    try {
      return await act();
    } finally {
      if (--this.#asides === 0) await this.#redraw();
    }
  }

  async #redraw(): Promise<void> {
    const drawing = this.#drawing;
    await drawing?.render();
    // The steps ended meanwhile: nobody else would give the screen back.
    if (this.#drawing !== drawing) drawing?.end();
  }
}
