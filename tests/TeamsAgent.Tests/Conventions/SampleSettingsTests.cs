using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace TeamsAgent.Tests.Conventions;

/// <summary>The sample settings name every setting that there is, and none that there is not.</summary>
public sealed class SampleSettingsTests
{
    private static readonly IConfiguration Sample = new ConfigurationBuilder().AddJsonFile(Path.Combine(Source.Root, "appsettings.sample.json")).Build();

    // Set instead of another one; the sample shows the other.
    private static readonly string[] Alternatives = ["Auth0:Issuer"];

    public static TheoryData<string> OptionsClasses => [.. Classes().Select(type => type.FullName!)];

    [Theory]
    [MemberData(nameof(OptionsClasses))]
    public void Sample_binds_to_the_options_class(string name)
    {
        var type = typeof(AgentHost).Assembly.GetType(name)!;
        var section = Sample.GetSection(SectionOf(type));
        Assert.True(section.Exists(), $"appsettings.sample.json has no section {section.Path}.");
        Assert.NotNull(section.Get(type, binder => binder.ErrorOnUnknownConfiguration = false));

        var missing = Settable(type).Where(property => !section.GetSection(property).Exists() && !Named(section, property)).Select(property => $"{section.Path}:{property}").Except(Alternatives).ToList();
        Assert.Empty(missing);
    }

    [Fact]
    public void Sample_names_no_setting_that_does_not_exist()
    {
        var known = Classes().GroupBy(SectionOf).ToDictionary(section => section.Key, section => section.SelectMany(Settable).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        var unknown = Sample.GetChildren()
            .Where(section => !section.Key.StartsWith("//", StringComparison.Ordinal) && section.Key != "Urls")
            .SelectMany(section => section.GetChildren().Where(setting => !setting.Key.StartsWith("//", StringComparison.Ordinal))
                .Where(setting => !known.TryGetValue(section.Key, out var names) || !names.Contains(setting.Key)).Select(setting => setting.Path)).ToList();
        Assert.Empty(unknown);
    }

    [Fact]
    public void Readme_names_every_setting()
    {
        var readme = File.ReadAllText(Path.Combine(Source.Root, "README.md"));
        var missing = Classes().SelectMany(type => Settable(type).Select(setting => $"{SectionOf(type)}:{setting}")).Where(setting => !readme.Contains($"`{setting}", StringComparison.Ordinal)).ToList();
        Assert.Empty(missing);
    }

    private static IEnumerable<Type> Classes() => typeof(AgentHost).Assembly.GetTypes()
        .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal) && type.GetField("Section", BindingFlags.Public | BindingFlags.Static) is not null);

    private static string SectionOf(Type type) => (string)type.GetField("Section")!.GetValue(null)!;

    private static IEnumerable<string> Settable(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.SetMethod is not null || typeof(System.Collections.IEnumerable).IsAssignableFrom(property.PropertyType))
        .Where(property => property.PropertyType != typeof(string) || property.SetMethod is not null)
        .Select(property => property.Name);

    // An empty list in JSON leaves no trace but its key.
    private static bool Named(IConfigurationSection section, string property) =>
        section.GetChildren().Any(child => child.Key == property)
        || File.ReadAllText(Path.Combine(Source.Root, "appsettings.sample.json")).Contains($"\"{property}\":", StringComparison.Ordinal);
}
