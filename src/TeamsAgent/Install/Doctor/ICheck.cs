namespace TeamsAgent.Install.Doctor;

/// <summary>One thing that <c>doctor</c> looks at. It changes nothing, and says what it found whatever happens.</summary>
internal interface ICheck
{
    /// <summary>Looks.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The settings that it needs are not valid.</exception>
    Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken);
}
