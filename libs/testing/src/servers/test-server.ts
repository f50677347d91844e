/** A real server that a test stands on, wherever it runs. */
export interface TestServer {
  /** Address that clients connect to; the same after `restart`. */
  readonly url: string;
  readonly port: number;
  /** Ends it as a power cut would, and waits until it has ended. Its state stays. */
  kill(): Promise<void>;
  /** Lets it stand still with its connections open. What it has begun to answer may still come. */
  freeze(): Promise<void>;
  /** Lets a frozen one go on. */
  thaw(): Promise<void>;
  /** Stops it in an orderly way. Its state stays. */
  stop(): Promise<void>;
  /** Starts one that was killed or stopped again, with its state, and waits until it serves. */
  restart(): Promise<void>;
  /** Stops it and removes its state. */
  close(): Promise<void>;
}

/** Where servers of tests come from: local processes, or containers. */
export interface TestServers {
  /** A NATS server with JetStream and without users. */
  startNats(): Promise<TestServer>;
  /** A PostgreSQL server; `url` is that of its superuser. A killed one loses nothing that it has confirmed; a power cut may. */
  startPostgres(): Promise<TestServer>;
}
