namespace TeamsAgent.Chat;

/// <summary>
/// A chat platform as the host sees it: one folder, and one line in the host's table of contents. It registers an <see cref="IChatChannel"/>,
/// and maps the endpoints at which its platform calls.
/// </summary>
public interface IChatPlatform
{
    /// <summary>The settings' section; the platform is on when anything in it is set.</summary>
    string Section { get; }

    /// <summary>Adds the platform's services.</summary>
    void Add(IServiceCollection services, IConfiguration configuration);

    /// <summary>Maps the platform's endpoints.</summary>
    void Map(IEndpointRouteBuilder routes);
}
