namespace TeamsAgent.Domain.People;

/// <summary>One person, whatever chat account they write from. Printed as <c>p_</c> and 32 hexadecimal digits.</summary>
public readonly record struct PersonId
{
    private const string Prefix = "p_";

    private PersonId(string value) => Value = value;

    /// <summary>The printed form.</summary>
    public string Value { get; }

    /// <summary>Makes an id from a fresh random value.</summary>
    public static PersonId New(Guid random) => new(Prefix + random.ToString("N"));

    /// <summary>Reads the printed form.</summary>
    /// <exception cref="FormatException">The text is not a person id.</exception>
    public static PersonId Parse(string text) => Ids.IsId(text, Prefix)
        ? new PersonId(text)
        : throw new FormatException("A person id is p_ and 32 hexadecimal digits.");

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
