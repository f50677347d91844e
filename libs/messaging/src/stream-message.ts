import type { OrganizationId } from '@eagle/contracts/domain';
import type { Codec, OrganizationOwned } from '@eagle/contracts/frames';
import type { StoredMsg } from '@nats-io/jetstream';
import type { BusHeaders, BusMessage } from './durable-consumer.types.js';
import { plainHeaders } from './correlation.js';
import type { Delivery } from './delivery.js';
import { assertTenant, tenantOf } from './tenant.js';

/** A message that the codec of its stream decodes, and only on demand. */
export class StreamMessage<T extends OrganizationOwned> implements BusMessage<T> {
  private constructor(
    private readonly codec: Codec<T>,
    readonly subject: string,
    readonly organizationId: OrganizationId,
    readonly payload: Uint8Array,
    readonly sequence: number,
    readonly headers: BusHeaders,
    readonly storedAtMs: number,
    readonly redelivered: boolean,
  ) {}

  /** @throws AppError `BUS.SUBJECT_INVALID` where the subject names no organization. */
  static delivered<T extends OrganizationOwned>(codec: Codec<T>, delivery: Delivery): StreamMessage<T> {
    const { message, streamSequence, storedAtMs, deliveries } = delivery;
    return new StreamMessage(
      codec,
      message.subject,
      tenantOf(message.subject),
      message.data,
      streamSequence,
      plainHeaders(message.headers),
      storedAtMs,
      deliveries > 1,
    );
  }

  /** @throws AppError `BUS.SUBJECT_INVALID` where the subject names no organization. */
  static stored<T extends OrganizationOwned>(codec: Codec<T>, stored: StoredMsg): StreamMessage<T> {
    const { subject, data, seq, header, time } = stored;
    const headers = plainHeaders(header);
    return new StreamMessage(codec, subject, tenantOf(subject), data, seq, headers, time.getTime(), false);
  }

  decode(): T {
    const value = this.codec.decode(this.payload);
    assertTenant(this, value.organizationId);
    return value;
  }
}
