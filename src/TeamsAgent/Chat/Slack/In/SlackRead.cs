using System.Security.Cryptography;
using System.Text;

namespace TeamsAgent.Chat.Slack;

/// <summary>What was made of a payload.</summary>
internal abstract record SlackRead
{
    private SlackRead()
    {
    }

    /// <summary>Something to be handled.</summary>
    /// <param name="Id">What is the same when Slack delivers it again.</param>
    /// <param name="Turn">It.</param>
    public sealed record Store(string Id, SlackTurn Turn) : SlackRead;

    /// <summary>A press that opens a modal.</summary>
    /// <param name="Id">What is the same when Slack delivers it again.</param>
    /// <param name="Trigger">Good for three seconds, and once.</param>
    /// <param name="Turn">The press.</param>
    public sealed record OpenModal(string Id, string Trigger, SlackTurn Turn) : SlackRead
    {
        /// <inheritdoc/>
        public override string ToString() => nameof(OpenModal);
    }

    /// <summary>Answered at once.</summary>
    public sealed record Answer(string Json) : SlackRead;

    /// <summary>Nothing for us.</summary>
    public sealed record Nothing(string What) : SlackRead;

    /// <summary>It lacks what it must have.</summary>
    public sealed record Wrong(string What) : SlackRead;

    /// <summary>An id from something that must not be stored itself.</summary>
    public static string IdFrom(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)).AsSpan(0, 16));
}
