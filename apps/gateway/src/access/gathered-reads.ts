/** Most questions in one query. */
const QUESTIONS_MAX = 200;

interface Asked<Question, Answer> {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Answers questions that arrive at the same time with one query. Hundreds of clients that reconnect
 * at once then do not queue for the database. While few queries are in flight, a question does not
 * wait for others. Every answer is read after its question was asked.
 */
export class GatheredReads<Question, Answer> {
  private waiting: Asked<Question, Answer>[] = [];
  private inFlight = 0;

  constructor(
    /** Answers in the order of the questions. */
    private readonly read: (questions: readonly Question[]) => Promise<readonly Answer[]>,
    /** Most queries at once; while so many run, questions are gathered. */
    private readonly atOnceMax: number,
  ) {}

  ask(question: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ question, resolve, reject });
      this.readNext();
    });
  }

  private readNext(): void {
    if (this.inFlight >= this.atOnceMax || this.waiting.length === 0) return;
    const asked = this.waiting.splice(0, QUESTIONS_MAX);
    this.inFlight += 1;
    this.read(asked.map(({ question }) => question))
      .then(
        (answers) => asked.forEach((one, i) => answerOne(one, answers[i])),
        (error: unknown) => asked.forEach(({ reject }) => reject(error)),
      )
      .finally(() => {
        this.inFlight -= 1;
        this.readNext();
      });
  }
}

function answerOne<Question, Answer>(asked: Asked<Question, Answer>, answer: Answer | undefined): void {
  if (answer === undefined) asked.reject(new Error('A query answered fewer questions than it was asked.'));
  else asked.resolve(answer);
}
