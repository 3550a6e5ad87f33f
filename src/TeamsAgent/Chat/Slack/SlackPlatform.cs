using Microsoft.Extensions.Options;

namespace TeamsAgent.Chat.Slack;

/// <summary>
/// Owns everything of Slack: the endpoints and the check of their signatures, installations and their tokens, the Web API, Block Kit. What words
/// and presses mean is left to the folder above.
/// </summary>
internal sealed class SlackPlatform : IChatPlatform
{
    /// <summary>The platform's name in identities and places.</summary>
    public const string Name = "slack";

    /// <inheritdoc/>
    public string Section => SlackOptions.Section;

    /// <inheritdoc/>
    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SlackOptions>().Bind(configuration.GetSection(SlackOptions.Section)).ValidateOnStart();
    }

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
    }
}
