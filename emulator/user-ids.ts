import { type Answer } from "./answer";

/** moto's ids of IAM users: 20 letters and digits, where AWS says `AIDA…`. */
const MOTO_USER_ID = /<UserId>[a-z0-9]{4}([a-z0-9]{16})<\/UserId>/g;

/**
 * Gives users the ids that AWS gives: an id tells a user from a role by its first letters, which
 * the responder reads. The length stays, so the headers do too.
 */
export function withAwsUserIds(answer: Answer): Answer {
  if (!answer.body.includes("<UserId>")) return answer;
  const text = answer.body.toString();
  const renamed = text.replace(
    MOTO_USER_ID,
    (_, rest: string) => `<UserId>AIDA${rest.toUpperCase()}</UserId>`,
  );
  return { ...answer, body: Buffer.from(renamed) };
}
