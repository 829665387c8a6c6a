/** A short, soft sound, made by the browser itself. */

const NOTES_HZ = [660, 880];
const NOTE_SECONDS = 0.14;
let audio = null;

export function chime() {
  audio ??= new AudioContext();
  NOTES_HZ.forEach((frequency, number) => {
    const start = audio.currentTime + number * NOTE_SECONDS;
    const tone = new OscillatorNode(audio, { frequency });
    const loudness = new GainNode(audio, { gain: 0 });
    loudness.gain.setValueAtTime(0.08, start);
    loudness.gain.exponentialRampToValueAtTime(0.0001, start + NOTE_SECONDS);
    tone.connect(loudness).connect(audio.destination);
    tone.start(start);
    tone.stop(start + NOTE_SECONDS);
  });
}
