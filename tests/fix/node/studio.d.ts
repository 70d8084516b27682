/* The modules that the fixtures of fixes import, as an application would declare them. */

declare module "@/studio/types" {
  export type Handlers = Record<string, (data: unknown) => void>;
  export type Draft = { projectId?: string; text: string };
  export interface GenerationState {
    projectId: string | null;
    isGenerating: boolean;
    images: string[];
  }
  export interface Job {
    fileId: string;
    isGenerating: boolean;
    isUrgent: boolean;
  }
}

declare module "@/studio/hooks" {
  export interface Generation<T = unknown> {
    progress: number;
    isGenerating: boolean;
    result?: T;
    results: T[];
    play(): void;
    startTracking(projectId: string, requestId: string): void;
  }
  type Options = { projectId?: string; size?: number; quality?: string; text?: string };
  type Hook = <T = unknown>(target?: string | Options, options?: Options) => Generation<T>;
  export const useImageGeneration: Hook;
  export const useVideoGeneration: Hook;
  export const useAudioGeneration: Hook;
  export interface Plugins {
    useImageGeneration?: Hook;
  }
  export function requestImage(request: {
    prompt: string;
    chatId: string;
  }): Promise<{ projectId: string; requestId: string }>;
}

declare module "@/studio/use-image-generation" {
  export default function useImageGeneration(projectId?: string): { progress: number };
}

declare module "@/studio/sse" {
  import type { Handlers } from "@/studio/types";
  type Options = { fileId: string; eventHandlers: Handlers; enabled?: boolean };
  export function useImageSSE(options: Options): { isConnected: boolean };
  export function useVideoSSE(options: Options): { isConnected: boolean };
  export const handlers: Handlers;
}

declare module "@/studio/components" {
  export function ImageSSE(props: {
    fileId: string;
    enabled?: boolean;
    onProgress: (percent: number) => void;
  }): null;
}
