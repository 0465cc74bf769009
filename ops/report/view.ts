/** What draws running steps and redraws them: Listr's renderer. */
interface Drawing {
  /** Leaves what it has drawn as it is, and the screen to others. */
  end(): void;
  /** Draws below whatever is there now. */
  render(): void | Promise<void>;
}

/** Where steps are drawn while they run; it makes room for a question that comes among them. */
export class View {
  #drawing: Drawing | undefined;
  #asides = 0;

  draws(drawing: Drawing): void {
    this.#drawing = drawing;
  }

  /** Nothing is redrawn while `act` has the screen. */
  async aside<T>(act: () => Promise<T>): Promise<T> {
    if (this.#asides++ === 0) this.#drawing?.end();
    try {
      return await act();
    } finally {
      if (--this.#asides === 0) await this.#drawing?.render();
    }
  }
}
