using Microsoft.Extensions.Options;

namespace TeamsAgent;

/// <summary>Turns what can be wrong at start into the sentences that an administrator needs; anything else is a bug and throws.</summary>
internal static class StartFault
{
    public static string? Of(Exception wrong) => wrong switch
    {
        OptionsValidationException invalid => "The settings are not usable:\n" + string.Join('\n', invalid.Failures.Select(failure => "- " + failure)),
        Text.StrictYaml.DocumentException document => document.Message,
        Storage.NotDurableException forgetful => forgetful.Message,
        AggregateException many when many.InnerExceptions.All(inner => Of(inner) is not null) => string.Join('\n', many.InnerExceptions.Select(Of)),
        IOException taken when taken.Message.Contains("address already in use", StringComparison.OrdinalIgnoreCase) => $"The address is taken: {taken.Message} Change Urls or end the other process.",
        _ => null,
    };
}
