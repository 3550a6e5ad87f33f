using Microsoft.Extensions.Options;

namespace TeamsAgent.Words;

/// <summary>
/// Owns the texts that people read, one file per language, and in which of them somebody is written to. Leaves to the stages what they say when.
/// </summary>
public static class Setup
{
    /// <summary>Adds the languages of readers.</summary>
    public static IServiceCollection AddWords(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WordsOptions>().Bind(configuration.GetSection(WordsOptions.Section)).ValidateOnStart();
        return services.AddSingleton<IValidateOptions<WordsOptions>, WordsOptionsCheck>().AddScoped<Readers>();
    }
}
