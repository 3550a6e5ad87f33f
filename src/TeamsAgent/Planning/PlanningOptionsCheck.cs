using Microsoft.Extensions.Options;

namespace TeamsAgent.Planning;

/// <summary>What the attributes on <see cref="PlanningOptions"/> cannot say.</summary>
internal sealed class PlanningOptionsCheck(IHostEnvironment environment) : IValidateOptions<PlanningOptions>
{
    public ValidateOptionsResult Validate(string? name, PlanningOptions options)
    {
        var mistakes = Mistakes(options).ToList();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private IEnumerable<string> Mistakes(PlanningOptions options)
    {
        var known = Uri.TryCreate(options.Endpoint, UriKind.Absolute, out var endpoint);
        if (!known || endpoint!.Scheme is not ("https" or "http") || endpoint.UserInfo.Length > 0 || endpoint.Query.Length > 0 || endpoint.Fragment.Length > 0)
        {
            yield return "Planning:Endpoint must be the absolute base URL of an OpenAI-compatible API, such as https://api.openai.com/v1, without user name, query or fragment.";
        }
        else if (endpoint.Scheme == "http" && !(endpoint.IsLoopback && environment.IsDevelopment()))
        {
            yield return "Planning:Endpoint must begin with https://; plain http is for loopback in Development alone.";
        }

        if (string.IsNullOrWhiteSpace(options.Model))
        {
            yield return "Planning:Model is missing; name a model that Planning:Endpoint offers and that can call functions.";
        }

        if (options.ApiKey == PlanningOptions.SampleApiKey)
        {
            yield return "Planning:ApiKey is still the one from the sample settings; put in the key for Planning:Endpoint.";
        }
        else if (string.IsNullOrWhiteSpace(options.ApiKey) && !(known && endpoint!.IsLoopback))
        {
            yield return "Planning:ApiKey is missing; it may be empty only for an endpoint on loopback.";
        }
    }
}
