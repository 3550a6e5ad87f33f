using Microsoft.Extensions.Options;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Planning.Model;
using TeamsAgent.Planning.Transcripts;
using TeamsAgent.Words;

namespace TeamsAgent.Planning;

/// <summary>
/// One turn of planning: asks the model, seals what it proposes, and tells it what was wrong a few times. Changes nothing and acts on nothing:
/// asked twice, it costs twice and that is all.
/// </summary>
internal sealed class Planner(ModelClient model, Sealing sealing, IOptions<PlanningOptions> options, IOptions<WordsOptions> languages, TimeProvider clock, ILogger<Planner> logger)
{
    /// <summary>Plans from the transcript on, within the time that a person is made to wait.</summary>
    public async Task<TurnResult> RunAsync(PlanningTask task, CancellationToken cancellationToken)
    {
        using var budget = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.TimeoutSeconds), clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellationToken);
        try
        {
            return await RunAsync(task, task.Transcript, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.ModelFailed(logger, ModelFault.TooSlow, "the time for a turn is over");
            return new TurnResult.GaveUp(task.Transcript, languages.Value.Of(task.Transcript.Locale).Text(ModelFault.TooSlow));
        }
    }

    private async Task<TurnResult> RunAsync(PlanningTask task, Transcript transcript, CancellationToken cancellationToken)
    {
        var words = languages.Value.Of(transcript.Locale);
        for (var corrections = 0; ; corrections++)
        {
            if (transcript.Turns >= options.Value.MaxTurns)
            {
                return new TurnResult.GaveUp(transcript, words.Text(PlanningKey.TurnedOver));
            }

            var prompt = Prompt.For(task.PersonName, transcript.TimeZone, transcript.Locale, clock.GetUtcNow());
            var answer = await model.AskAsync(prompt, transcript, cancellationToken);
            transcript = transcript with { Turns = transcript.Turns + 1 };
            switch (answer)
            {
                case ModelAnswer.Says says:
                    return new TurnResult.Says(transcript.With(new Entry.Said(says.Text)), says.Text);
                case ModelAnswer.Failed failed:
                    return new TurnResult.GaveUp(transcript, words.Text(failed.Fault));
            }

            var calls = (ModelAnswer.Calls)answer;
            transcript = transcript.With(new Entry.Proposed(calls.Text, calls.All));
            var seals = sealing.SealAll(calls.All, words);
            if (seals.Problems.Count == 0)
            {
                return new TurnResult.Planned(transcript, new Plan(seals.Steps, transcript.Reads));
            }

            Log.CallsRefused(logger, task.Id, seals.Problems.Count);
            transcript = transcript.With(seals.Answers());
            if (corrections == options.Value.MaxCorrections)
            {
                return new TurnResult.Missing(transcript, seals.Sentence(words));
            }
        }
    }
}
