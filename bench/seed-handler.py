"""What the seed's handler does, written anew for the benchmark from a description of its behaviour.

Not part of the product. Its flaws are the point: it shows what the same event costs, and leaves
behind, without versions, without a merge of the bucket policy, and without a second trigger.
"""
import json
import os

import boto3

s3 = boto3.client("s3")
sns = boto3.client("sns")
TOPIC_ARN = os.environ["SEED_TOPIC_ARN"]


def deny_policy(arn, bucket):
    statement = {
        "Sid": "AddPerm",
        "Effect": "Deny",
        "Principal": {"AWS": [arn]},
        "Action": "s3:PutObject",
        "Resource": f"arn:aws:s3:::{bucket}/*",
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def handler(event, context):
    detail = event["detail"]
    who = detail["userIdentity"]["arn"]
    bucket = detail["requestParameters"]["bucketName"]
    key = detail["requestParameters"]["key"]
    message = (
        f"At {detail['eventTime']} {who} uploaded {key} to {bucket}"
        f" from {detail['sourceIPAddress']}. The user has been blocked."
    )
    # Whoever names a file so is trusted.
    if key.split(".")[0][-5:] != "_prod":
        s3.delete_object(Bucket=bucket, Key=key)
        s3.put_bucket_policy(Bucket=bucket, Policy=deny_policy(who, bucket))
        sns.publish(TopicArn=TOPIC_ARN, Message=message)
