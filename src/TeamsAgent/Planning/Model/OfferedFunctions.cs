using Microsoft.SemanticKernel;
using TeamsAgent.Actions;

namespace TeamsAgent.Planning.Model;

/// <summary>The catalogue's actions as Semantic Kernel offers them to a model. They can be described and never invoked.</summary>
internal static class OfferedFunctions
{
    /// <summary>Offers actions: <c>github.create_issue</c> becomes <c>github-create_issue</c>, which every model's naming rule allows.</summary>
    public static IReadOnlyList<KernelFunction> Of(IEnumerable<ActionFunction> functions) => functions
        .GroupBy(function => function.Provider)
        .SelectMany(provider => KernelPluginFactory.CreateFromFunctions(provider.Key, provider.Select(Of)))
        .ToList();

    /// <summary>The catalogue's name for a function's name on the wire.</summary>
    public static string ActionName(string wireName)
    {
        var dash = wireName.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? wireName : $"{wireName[..dash]}.{wireName[(dash + 1)..]}";
    }

    private static KernelFunction Of(ActionFunction function) => KernelFunctionFactory.CreateFromMethod(Never, new KernelFunctionFromMethodOptions
    {
        FunctionName = function.Name[(function.Provider.Length + 1)..],
        Description = function.Description,
        Parameters = ParametersOf(function).ToList(),
    });

    private static string Never() => throw new InvalidOperationException("The planner calls nothing; it proposes.");

    private static IEnumerable<KernelParameterMetadata> ParametersOf(ActionFunction function)
    {
        var required = function.Parameters.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()).ToHashSet() : [];
        return function.Parameters.GetProperty("properties").EnumerateObject().Select(property => new KernelParameterMetadata(property.Name)
        {
            Schema = KernelJsonSchema.Parse(property.Value.GetRawText()),
            IsRequired = required.Contains(property.Name),
        });
    }
}
