using TeamsAgent.Domain.Requests;
using TeamsAgent.Requests;

namespace TeamsAgent.Chat;

/// <summary>A request changed: its cards follow.</summary>
public sealed class AnnounceHandler(Announcer announcer)
{
    /// <summary>Compares and shows; a second delivery finds nothing to do.</summary>
    public Task Handle(RequestChanged message, CancellationToken cancellationToken) => announcer.ShowAsync(RequestId.Parse(message.RequestId), cancellationToken);
}
