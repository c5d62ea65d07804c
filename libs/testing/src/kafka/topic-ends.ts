import type { Admin } from 'kafkajs';

/** Undefined while a broker that is busy creating topics does not lead the new ones yet: kafkajs asks only once. */
export async function endsOf(
  kafka: Admin,
  topic: string,
): Promise<Awaited<ReturnType<Admin['fetchTopicOffsets']>> | undefined> {
  try {
    return await kafka.fetchTopicOffsets(topic);
  } catch (error) {
    if ((error as { readonly retriable?: unknown }).retriable === true) return undefined;
    throw error;
  }
}
