using System.Text.Json.Serialization;

namespace TeamsAgent.Sandbox.Providers;

/// <summary>What can go wrong on request.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProviderFaultKind>))]
public enum ProviderFaultKind
{
    /// <summary>500 in the vendor's shape; nothing is done.</summary>
    [JsonStringEnumMemberName("fail")] Fail,

    /// <summary>It is done, and the answer is 500 all the same.</summary>
    [JsonStringEnumMemberName("fail_after_doing")] FailAfterDoing,

    /// <summary>Nothing is done and nothing answered until the caller gives up.</summary>
    [JsonStringEnumMemberName("hang")] Hang,

    /// <summary>It is done, and nothing is answered until the caller gives up.</summary>
    [JsonStringEnumMemberName("hang_after_doing")] HangAfterDoing,

    /// <summary>The connection is reset; nothing is done.</summary>
    [JsonStringEnumMemberName("drop")] Drop,

    /// <summary>It is done, and the connection is reset without an answer.</summary>
    [JsonStringEnumMemberName("drop_after_doing")] DropAfterDoing,

    /// <summary>
    /// It is done, and the connection is ended in good order without an answer. On a kept-alive connection a client may take this for
    /// one that was stale and send again by itself (RFC 9110 §9.2.2, RFC 9112 §9.3.1).
    /// </summary>
    [JsonStringEnumMemberName("close_after_doing")] CloseAfterDoing,

    /// <summary>502 with a page of HTML, as from a load balancer; nothing is done.</summary>
    [JsonStringEnumMemberName("html")] Html,

    /// <summary>A redirect to another host; nothing is done.</summary>
    [JsonStringEnumMemberName("redirect")] Redirect,

    /// <summary>It is done, and the answer is 100 MB long.</summary>
    [JsonStringEnumMemberName("huge_body")] HugeBody,

    /// <summary>It is done, and answered late.</summary>
    [JsonStringEnumMemberName("slow")] Slow,

    /// <summary>429 with Retry-After; nothing is done.</summary>
    [JsonStringEnumMemberName("too_many_requests")] TooManyRequests,

    /// <summary>It is done and answered, and then the connection is closed without having been announced (RFC 9112 §9.5).</summary>
    [JsonStringEnumMemberName("close_after_answer")] CloseAfterAnswer,
}

/// <summary>A fault with what belongs to it.</summary>
/// <param name="Kind">What goes wrong.</param>
public sealed record ProviderFault(ProviderFaultKind Kind)
{
    /// <summary>Strikes only calls with this method; null strikes any.</summary>
    public string? Method { get; init; }

    /// <summary>The status of a redirect: 301, 302, 303, 307 or 308.</summary>
    public int RedirectStatus { get; init; } = 307;

    /// <summary>Where a redirect points; null means the listener that records what reaches it.</summary>
    public string? RedirectTo { get; init; }

    /// <summary>How late <see cref="ProviderFaultKind.Slow"/> answers, by the stand-in's clock.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>What <see cref="ProviderFaultKind.TooManyRequests"/> asks for.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(30);
}
