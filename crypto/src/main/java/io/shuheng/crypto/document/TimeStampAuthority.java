package io.shuheng.crypto.document;

/**
 * Port to an authority for time stamps (时间戳服务机构, TSA): bytes in, bytes out. The embedder carries them, over HTTP as RFC 3161, 3.4,
 * describes, or as it sees fit; nothing here opens a connection. An implementation says whether it blocks and whether it is
 * thread-safe; where it cannot answer it throws what it likes, and no time is stamped.
 */
@FunctionalInterface
public interface TimeStampAuthority {
    /**
     * Answers a request.
     *
     * @param request a TimeStampReq in DER, as {@link TimeStampRequest#der} gives it
     * @return a TimeStampResp in DER, for {@link TimeStampCheck} to check
     */
    byte[] answer(byte[] request);
}
